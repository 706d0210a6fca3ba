// Runs before every test of the renderer.
import { configure } from '@testing-library/react';

/** Milliseconds that `findBy…` and `waitFor` wait before they give up: a busy machine is no failure. */
configure({ asyncUtilTimeout: 20_000 });
