import { useState } from 'preact/hooks';
import { StateChip } from '../components/state.tsx';

export interface VoicePlayerProps {
  readonly language: 'nl' | 'en';
  /** Of the message in the API. */
  readonly path: string;
  readonly csrf: string;
  readonly heard: boolean;
  readonly words: { readonly fresh: string; readonly heard: string; readonly listen: string };
}

/** Plays a message; one that was listened to to its end is not new any more. */
export function VoicePlayer({ language, path, csrf, heard, words }: VoicePlayerProps) {
  const [isHeard, setHeard] = useState(heard);
  const onEnded = async () => {
    if (!isHeard && (await markHeard(path, csrf))) setHeard(true);
  };
  return (
    <>
      <p aria-live="polite">
        <StateChip state={isHeard ? 'good' : 'attention'} language={language}>
          {isHeard ? words.heard : words.fresh}
        </StateChip>
      </p>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what a caller said */}
      <audio controls preload="none" src={`${path}/sound`} aria-label={words.listen} onEnded={onEnded} />
    </>
  );
}

async function markHeard(path: string, csrf: string): Promise<boolean> {
  try {
    const { ok } = await fetch(path, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      body: JSON.stringify({ heard: true }),
    });
    return ok;
  } catch {
    return false;
  }
}
