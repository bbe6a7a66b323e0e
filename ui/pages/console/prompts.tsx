import { type Prompt, promptSchema } from '../../../src/web/contract/prompts.ts';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { promptWords } from '../../words/console/prompts.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';

interface Group {
  readonly situation: Prompt['situation'];
  readonly prompts: readonly Prompt[];
}

/** What the exchange says, by language and situation. */
export const promptsPage = consolePage({
  path: '/beheer/gesproken',
  async show(visit) {
    const words = promptWords[visit.language];
    const prompts = await readList(visit, '/prompts', promptSchema);
    if (prompts.kind === 'unknown') return prompts;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {(['nl', 'en'] as const).map((spoken) => (
          <section key={spoken}>
            <h2>{words.languages[spoken]}</h2>
            <Situations visit={visit} spoken={spoken} prompts={prompts.value} />
          </section>
        ))}
      </>,
    );
  },
});

function Situations({
  visit,
  spoken,
  prompts,
}: {
  readonly visit: ConsoleVisit;
  readonly spoken: 'nl' | 'en';
  readonly prompts: readonly Prompt[];
}) {
  const words = promptWords[visit.language];
  return (
    <Table
      caption={words.languages[spoken]}
      rows={groupsOf(prompts.filter(({ id }) => id.startsWith(`${spoken}/`)))}
      keyOf={({ situation }) => situation}
      empty={commonWords[visit.language].none}
      columns={[
        {
          title: words.situation,
          cell: ({ situation }) => (
            <a href={visit.href(`/beheer/gesproken/${spoken}/${situation}`)}>{words.situations[situation]}</a>
          ),
        },
        { title: words.count, isFigure: true, cell: (group) => group.prompts.length },
        {
          title: words.own,
          isFigure: true,
          cell: (group) => group.prompts.filter(({ own }) => own).length,
        },
      ]}
    />
  );
}

/** Single words last, as the API has them. */
function groupsOf(prompts: readonly Prompt[]): readonly Group[] {
  return [...Map.groupBy(prompts, ({ situation }) => situation)].map(([situation, group]) => ({
    situation,
    prompts: group,
  }));
}
