import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

/* A screen is fetched when it is first visited, which takes a moment on a small machine. */
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

/* What a browser has and happy-dom has not, as Mantine asks for it. */
Element.prototype.scrollIntoView = () => {};
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: () => {}, removeEventListener: () => {} },
});
