/** Every island there is; `browser.ts` knows where each one's script is. */
export const ISLAND_NAMES = [
  'page-refresh',
  'text-copy',
  'passkey-add',
  'passkey-login',
  'phone-wait',
  'console-live',
  'who-is-there',
  'kiosk-board',
  'own-refresh',
  'bridge-room',
  'phone-login-wait',
  'voice-player',
] as const;

export type IslandName = (typeof ISLAND_NAMES)[number];
