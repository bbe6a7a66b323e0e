/** What every page loads: it wakes the islands that are on it, and fetches nothing for those that are not. */
import { type ComponentType, h, hydrate } from 'preact';
import { tellTimesIn } from '../words/format.ts';
import type { IslandName } from './island-names.ts';

// biome-ignore lint/suspicious/noExplicitAny: what an island takes is checked where it is put on a page
type AnyComponent = ComponentType<any>;

const SCRIPTS: Readonly<Record<IslandName, () => Promise<AnyComponent>>> = {
  'page-refresh': async () => (await import('./page-refresh.tsx')).PageRefresh,
  'text-copy': async () => (await import('./text-copy.tsx')).TextCopy,
  'phone-wait': async () => (await import('./phone-wait.tsx')).PhoneWait,
  'console-live': async () => (await import('./console-live.tsx')).ConsoleLive,
  'who-is-there': async () => (await import('./who-is-there.tsx')).WhoIsThere,
  'kiosk-board': async () => (await import('./kiosk-board.tsx')).KioskBoard,
  'bridge-room': async () => (await import('./bridge-room.tsx')).BridgeRoom,
  'own-refresh': async () => (await import('./own-refresh.tsx')).OwnRefresh,
  'phone-login-wait': async () => (await import('./phone-login-wait.tsx')).PhoneLoginWait,
  'voice-player': async () => (await import('./voice-player.tsx')).VoicePlayer,
  'passkey-add': async () => (await import('./passkey-add.tsx')).PasskeyAdd,
  'passkey-login': async () => (await import('./passkey-login.tsx')).PasskeyLogin,
};

async function wake(island: HTMLElement): Promise<void> {
  const { island: name = '', props = '{}' } = island.dataset;
  const load = SCRIPTS[name as IslandName] as (() => Promise<AnyComponent>) | undefined;
  if (load !== undefined) hydrate(h(await load(), JSON.parse(props)), island);
}

const { documentElement: root } = document;
root.classList.add('has-script');
// The club's, not the reader's: what the server wrote stays as it is.
tellTimesIn(root.dataset['timeZone'] ?? 'UTC');
for (const island of document.querySelectorAll<HTMLElement>('[data-island]')) void wake(island);

document.addEventListener('keydown', (event) => {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
  const box = document.getElementById('console-search');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping || box === null) return;
  event.preventDefault();
  box.focus();
});

// So that a reader hears first what is wrong with the form he sent.
document.getElementById('error-summary')?.focus();
