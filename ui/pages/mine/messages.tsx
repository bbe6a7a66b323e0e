import type { Instruction } from '../../../src/web/contract/instructions.ts';
import { ActForm, Said } from '../../acting-page.tsx';
import { StateChip, type StateName } from '../../components/state.tsx';
import { view } from '../../page.ts';
import { mineWords } from '../../words/mine.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { readInstructions, stateFor } from './notices.tsx';

/** What the administrator asks, and whether it is done: most of it the exchange sees for itself (H3). */
export const messagesPage = memberPage({
  path: '/mijn/berichten',
  async show(visit) {
    const words = mineWords[visit.language];
    const instructions = await readInstructions(visit);
    return view(
      words.messages.title,
      <>
        <h1>{words.messages.title}</h1>
        <Said visit={visit} done={words.done} />
        {instructions.length === 0 && <p class="empty">{words.messages.none}</p>}
        {instructions.map((instruction) => (
          <InstructionCard key={instruction.id} visit={visit} instruction={instruction} />
        ))}
      </>,
    );
  },
  acts: {
    async done(visit) {
      const id = encodeURIComponent(visit.form.get('id') ?? '');
      return outcome(visit, await visit.api.call('POST', `/me/instructions/${id}/done`), 'ticked');
    },
  },
});

const STATES: Readonly<Record<'open' | 'done' | 'overdue', StateName>> = {
  open: 'attention',
  done: 'good',
  overdue: 'banned',
};

function InstructionCard({
  visit,
  instruction,
}: {
  readonly visit: MemberVisit;
  readonly instruction: Instruction;
}) {
  const words = mineWords[visit.language].messages;
  const state = stateFor(visit, instruction);
  return (
    <section class="card">
      <p>
        <StateChip state={STATES[state]} language={visit.language}>
          {words.states[state]}
        </StateChip>
      </p>
      <p class="message">{instruction.text}</p>
      {instruction.deadline !== null && <p class="muted">{words.deadline(instruction.deadline)}</p>}
      {instruction.checks.length > 0 && state !== 'done' && <p class="muted">{words.auto}</p>}
      {state !== 'done' && (
        <div class="buttons">
          {instruction.checks.length === 0 && (
            <ActForm visit={visit} act="done" values={{ id: instruction.id }}>
              <button type="submit" class="button primary">
                {words.tick}
              </button>
            </ActForm>
          )}
          <a class="button" href={visit.href('/contact')}>
            {words.help}
          </a>
        </div>
      )}
    </section>
  );
}
