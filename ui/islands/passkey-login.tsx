import { startAuthentication } from '@simplewebauthn/browser';
import { useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { sendJson } from './send-json.ts';

export interface PasskeyLoginProps {
  /** Where to go then. */
  readonly next: string;
  readonly words: { readonly use: string; readonly asking: string; readonly failed: string };
}

const API = '/api/v1/session';

/** Only where there is a script: a passkey needs one. */
export function PasskeyLogin({ next, words }: PasskeyLoginProps) {
  const [said, setSaid] = useState('');
  const logIn = async () => {
    setSaid(words.asking);
    try {
      const options = await sendJson(`${API}/passkey-challenge`, {});
      const response = await startAuthentication({ optionsJSON: options });
      await sendJson(API, { method: 'passkey', response });
      location.assign(next);
    } catch {
      setSaid(words.failed);
    }
  };
  return (
    <p class="needs-script buttons">
      <button type="button" class="button" onClick={logIn}>
        <Icon name="lock" />
        {words.use}
      </button>
      <span role="status">{said}</span>
    </p>
  );
}
