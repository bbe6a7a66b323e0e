import { startRegistration } from '@simplewebauthn/browser';
import { useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { sendJson } from './send-json.ts';

export interface PasskeyAddProps {
  readonly csrf: string;
  /** Where to go then. */
  readonly next: string;
  readonly words: {
    /** What it is called among others of its owner. */
    readonly name: string;
    readonly make: string;
    readonly asking: string;
    readonly failed: string;
  };
}

const API = '/api/v1/passkeys';

/** Only where there is a script: a passkey needs one. */
export function PasskeyAdd({ csrf, next, words }: PasskeyAddProps) {
  const [said, setSaid] = useState('');
  const make = async () => {
    setSaid(words.asking);
    try {
      const options = await sendJson(`${API}/options`, {}, csrf);
      const response = await startRegistration({ optionsJSON: options });
      await sendJson(API, { name: words.name, response }, csrf);
      location.assign(next);
    } catch {
      setSaid(words.failed);
    }
  };
  return (
    <p class="needs-script buttons">
      <button type="button" class="button" onClick={make}>
        <Icon name="lock" />
        {words.make}
      </button>
      <span role="status">{said}</span>
    </p>
  );
}
