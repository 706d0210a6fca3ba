import { defineConfig } from 'vitest/config';

// What the mutation tool is tried out on: no test of this project.
export default defineConfig({ test: { include: ['*.example.mjs'] } });
