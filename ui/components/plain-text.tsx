/** Text that people wrote: paragraphs, lines and links, and nothing else. */
import type { ComponentChildren } from 'preact';

/** Up to a blank; what ends the sentence is no part of it. */
const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'’]/gi;

export function PlainText({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p class="message" key={index}>
          {withLinks(paragraph)}
        </p>
      ))}
    </>
  );
}

function withLinks(text: string): readonly ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const { 0: address, index } of text.matchAll(LINK)) {
    if (!URL.canParse(address)) continue;
    parts.push(
      text.slice(from, index),
      <a key={index} href={address} rel="noopener noreferrer">
        {address}
      </a>,
    );
    from = index + address.length;
  }
  return [...parts, text.slice(from)];
}
