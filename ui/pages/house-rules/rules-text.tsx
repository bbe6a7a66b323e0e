import type { Block, PageVersion } from '../../../src/web/contract/pages.ts';
import { ClubText } from '../../components/club-text.tsx';
import type { Visit } from '../../page.ts';
import { houseRulesWords } from '../../words/house-rules.ts';

/** A version of the house rules, with what no club can take out of them: 112, and that bridges are not private. */
export function RulesText({ visit, rules }: { readonly visit: Visit; readonly rules: PageVersion }) {
  const words = houseRulesWords[visit.language];
  const { lead, short, rest } = partsOf(rules.blocks[visit.language]);
  return (
    <>
      <ClubText blocks={lead} lead />
      <section class="card">
        <ClubText blocks={short} />
        <h2>{words.always}</h2>
        <ul class="ticks">
          <li>{words.emergency}</li>
          <li>{words.notPrivate}</li>
        </ul>
      </section>
      <div class="prose">
        <ClubText blocks={rest} />
      </div>
      <p class="muted">
        {words.version(rules.version, rules.publishedAt)} {words.changed} {rules.change[visit.language]}
      </p>
    </>
  );
}

/** The first list is the short version; it stands in a card, with its heading. */
function partsOf(blocks: readonly Block[]) {
  const list = blocks.findIndex(({ kind }) => kind === 'list');
  if (list < 0) return { lead: [], short: [], rest: blocks };
  const begin = blocks[list - 1]?.kind === 'heading' ? list - 1 : list;
  return {
    lead: blocks.slice(0, begin),
    short: blocks.slice(begin, list + 1),
    rest: blocks.slice(list + 1),
  };
}
