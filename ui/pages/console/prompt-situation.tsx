import { LARGEST_RECORDING_BYTES, type Prompt, promptSchema } from '../../../src/web/contract/prompts.ts';
import { API_PREFIX } from '../../../src/web/contract.ts';
import { ActForm, backWith, Hidden, refusal, Said } from '../../acting-page.tsx';
import { FileField } from '../../components/form.tsx';
import { StateChip } from '../../components/state.tsx';
import { type Page, view } from '../../page.ts';
import { problemCode } from '../../problem-code.ts';
import { readList } from '../../reading.ts';
import { promptWords } from '../../words/console/prompts.ts';
import { problemText } from '../../words/problems.ts';
import { noFile, recordingFault } from '../../words/recording.ts';
import { type Act, type ConsoleVisit, change, consolePage } from './console-page.tsx';

/** The rest of a form with a file. */
const AROUND_A_FILE_BYTES = 16 * 1024;
/** From which lines are put together. */
const PIECES: readonly Prompt['situation'][] = ['numbers', 'letters', 'words'];

/** What is said in one situation: to listen to, and to be replaced. */
export const promptSituationPage: Page = {
  ...consolePage({
    path: '/beheer/gesproken/:language/:situation',
    async show(visit) {
      const words = promptWords[visit.language];
      const prompts = await readList(visit, '/prompts', promptSchema);
      if (prompts.kind === 'unknown') return prompts;
      const { language: spoken = '', situation = '' } = visit.params;
      const shown = prompts.value.filter(
        (one) => one.situation === situation && one.id.startsWith(`${spoken}/`),
      );
      const [first] = shown;
      if (first === undefined) return { kind: 'missing' };
      const title = words.situations[first.situation];
      return view(
        title,
        <>
          <p>
            <a href={visit.href('/beheer/gesproken')}>{words.back}</a>
          </p>
          <h1>
            {title} ({words.languages[spoken === 'en' ? 'en' : 'nl']})
          </h1>
          <Said visit={visit} done={words.done} />
          {PIECES.includes(first.situation) && <p>{words.shortSilence}</p>}
          {shown.map((prompt) => (
            <PromptCard key={prompt.id} visit={visit} prompt={prompt} />
          ))}
        </>,
      );
    },
    acts: {
      replace: (visit) => replace(visit),
      reset: (visit) =>
        change(visit, { method: 'DELETE', path: pathOf(visit) }, () => backWith(visit, 'reset')),
    },
  }),
  largestUpload: LARGEST_RECORDING_BYTES + AROUND_A_FILE_BYTES,
};

const replace: Act = async (visit) => {
  const bytes = visit.files.get('file');
  const within = nameOf(visit.form.get('prompt') ?? '');
  if (bytes === undefined) return refusal(noFile(visit.language), 'file', within);
  const answer = await visit.api.upload(pathOf(visit), { type: 'audio/wav', bytes });
  if (answer.status < 300) return backWith(visit, 'replaced');
  const fault = recordingFault(answer.body, visit.language);
  return refusal(fault ?? problemText(problemCode(answer.body), visit.language), 'file', within);
};

/** `/prompts/nl/emergency` */
function pathOf(visit: ConsoleVisit): string {
  const [language = '', name = ''] = (visit.form.get('prompt') ?? '').split('/');
  return `/prompts/${encodeURIComponent(language)}/${encodeURIComponent(name)}`;
}

function nameOf(id: string): string {
  return id.split('/')[1] ?? '';
}

function PromptCard({ visit, prompt }: { readonly visit: ConsoleVisit; readonly prompt: Prompt }) {
  const words = promptWords[visit.language];
  const { id, words: text, own, seconds } = prompt;
  const { language, refused: errors } = visit;
  const within = nameOf(id);
  const isRefused = errors.some((error) => error.within === within);
  return (
    <section class="card voice-message">
      <h2 lang={id.slice(0, 2)}>{text}</h2>
      <p class="muted">
        <span class="mono">{id}</span> · {words.seconds(seconds)}
      </p>
      {own && (
        <p>
          <StateChip state="good" language={language}>
            {words.ownVoice}
          </StateChip>
        </p>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands above */}
      <audio
        controls
        preload="none"
        src={`${API_PREFIX}/prompts/${id}/sound`}
        aria-label={words.listen(text)}
      />
      <details open={isRefused}>
        <summary aria-label={`${words.replace} ${text}`}>{words.replace}</summary>
        <form method="post" class="form" encType="multipart/form-data">
          <Hidden visit={visit} act="replace" values={{ prompt: id }} />
          <FileField
            name="file"
            within={within}
            label={words.file}
            hint={words.fileHint}
            accept="audio/wav,.wav"
            errors={errors}
            language={language}
          />
          <button type="submit" class="button primary">
            {words.use}
          </button>
        </form>
      </details>
      {own && (
        <ActForm visit={visit} act="reset" values={{ prompt: id }}>
          <button type="submit" class="button" aria-label={`${words.reset}: ${text}`}>
            {words.reset}
          </button>
        </ActForm>
      )}
    </section>
  );
}
