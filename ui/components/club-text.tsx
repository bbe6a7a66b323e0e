import type { ComponentChildren } from 'preact';
import type { Block, Piece, Span } from '../../src/web/contract/pages.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { inBoth } from '../words/in-both.ts';

const WORDS = inBoth({
  nl: { added: 'Erbij:', removed: 'Weg:', same: 'Er is niets veranderd.' },
  en: { added: 'Added:', removed: 'Gone:', same: 'Nothing changed.' },
});

/** A text of the club. What it says is text: the server has read its Markdown and no markup comes with it. */
export function ClubText({
  blocks,
  lead = false,
}: {
  readonly blocks: readonly Block[];
  /** The first paragraph introduces the page. */
  readonly lead?: boolean;
}) {
  return (
    <>
      {blocks.map((block, index) => (
        <ClubBlock key={index} block={block} isLead={lead && index === 0} />
      ))}
    </>
  );
}

function ClubBlock({ block, isLead }: { readonly block: Block; readonly isLead: boolean }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? (
        <h2>
          <Spans spans={block.spans} />
        </h2>
      ) : (
        <h3>
          <Spans spans={block.spans} />
        </h3>
      );
    case 'list': {
      const items = block.items.map((spans, index) => (
        <li key={index}>
          <Spans spans={spans} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return (
        <blockquote>
          <p>
            <Spans spans={block.spans} />
          </p>
        </blockquote>
      );
    case 'line':
      return <hr />;
    case 'paragraph':
      return (
        <p {...(isLead && { class: 'lead' })}>
          <Spans spans={block.spans} />
        </p>
      );
  }
}

function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <>
      {spans.map((span, index) => (
        <ClubSpan key={index} span={span} />
      ))}
    </>
  );
}

function ClubSpan({ span }: { readonly span: Span }) {
  const { text, strong, emphasis, code, link } = span;
  const lines = text
    .split('\n')
    .flatMap((line, index) => (index === 0 ? [line] : [<br key={index} />, line]));
  let shown: ComponentChildren = code ? <code>{lines}</code> : lines;
  if (emphasis) shown = <em>{shown}</em>;
  if (strong) shown = <strong>{shown}</strong>;
  if (link === undefined) return <>{shown}</>;
  return (
    <a href={link} rel="noreferrer">
      {shown}
    </a>
  );
}

/** What changed between two texts, in the words of their Markdown: struck out and underlined, and said. */
export function TextChanges({
  pieces,
  language,
}: {
  readonly pieces: readonly Piece[];
  readonly language: PageLanguage;
}) {
  const words = WORDS[language];
  if (pieces.every(({ kind }) => kind === 'same')) return <p class="muted">{words.same}</p>;
  return (
    <div class="changes">
      {pieces.map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>;
        const said = <span class="visually-hidden">{words[kind]} </span>;
        return kind === 'added' ? (
          <ins key={index}>
            {said}
            {text}
          </ins>
        ) : (
          <del key={index}>
            {said}
            {text}
          </del>
        );
      })}
    </div>
  );
}
