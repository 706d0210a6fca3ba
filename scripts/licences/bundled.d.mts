import type { Plugin } from 'vite';

export function noteBundledPackages(name: string): Plugin;
export function packageFolder(id: string): string | undefined;
export function bundledPackages(): string[];
