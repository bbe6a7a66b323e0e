import { useEffect } from 'preact/hooks';

const LOOK_EVERY_MS = 2_000;

/** Loads the page anew when a phone has called, or when its time is over: the page knows what is next. */
export function PhoneLoginWait() {
  useEffect(() => {
    const timer = setInterval(async () => {
      if (!(await isWaiting())) location.reload();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return null;
}

/** What cannot be known at this moment the next look may tell. */
async function isWaiting(): Promise<boolean> {
  try {
    const answer = await fetch('/api/v1/session/phone-login');
    if (!answer.ok) return true;
    const { state } = (await answer.json()) as { readonly state: string };
    return state === 'waiting';
  } catch {
    return true;
  }
}
