import { useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';

export interface TextCopyProps {
  readonly text: string;
  readonly words: { readonly copy: string; readonly copied: string; readonly refused: string };
}

/** Puts a text on the clipboard, without the spaces that groups of letters are shown with. */
export function TextCopy({ text, words }: TextCopyProps) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(words.copied);
    } catch {
      setSaid(words.refused);
    }
  };
  return (
    <span class="needs-script copy">
      <button type="button" class="button secondary" onClick={copy}>
        <Icon name="copy" />
        {words.copy}
      </button>
      <span role="status" class="muted">
        {said}
      </span>
    </span>
  );
}
