import type { Page } from '../page.ts';

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="10" fill="#0A5A8C"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path fill="#fff" d="M11 10.5c-3.5 2.5-2 9.5 4 15s13 7 15.5 3.5l-4.8-4.6-3.4 1.9c-3-1.9-4.8-4.2-6.2-7.2l2.2-3.3z"/><path d="M22.5 15.5a4.5 4.5 0 0 1 3 3M23.5 10.5a9.5 9.5 0 0 1 7 7"/></g></svg>`;

/** The mark in the tab of a browser. */
export const iconFile: Page = {
  path: '/icon.svg',
  async get() {
    return { kind: 'file', type: 'image/svg+xml', content: ICON };
  },
};
