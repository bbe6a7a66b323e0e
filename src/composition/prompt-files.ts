import type { Log } from '../base/log.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { PromptShelf, ShelfFault, ShelvedPrompt } from '../exchange/prompt-shelf.ts';
import { PROMPT_IDS, type PromptId } from '../media/prompts/prompt.ts';
import { readWav } from '../media/prompts/wav.ts';
import { readFileBytes, readTextFile, removeFile, writeFileWhole } from '../platform/files/files.ts';
import { PROMPTS_FOLDER } from './data-files.ts';
import { preparePromptApart } from './tasks.ts';

/** What came with the program. */
const SHIPPED = new URL('../../prompts/', import.meta.url).pathname;

interface Recording {
  readonly shipped: Uint8Array;
  own: Uint8Array | undefined;
}

/** The recordings that came with the program, and in the data folder a club's own in their place. */
export class PromptFiles implements PromptShelf {
  readonly #folder: string;
  readonly #recordings: ReadonlyMap<PromptId, Recording>;
  /** Set by whoever says them. */
  onChange: (id: PromptId, file: Uint8Array) => void = () => {};

  static async open(dataFolder: string, log: Pick<Log, 'error' | 'warn'>): Promise<PromptFiles> {
    const recordings = new Map<PromptId, Recording>();
    const reading = PROMPT_IDS.map(async (id) => {
      const shipped = await readFileBytes(`${SHIPPED}${id}.wav`);
      const own = await readOwn(dataFolder, id, log);
      if (shipped !== undefined) recordings.set(id, { shipped, own });
      else log.error('a recording is missing from the program; it stays unsaid', { prompt: id });
    });
    await Promise.all(reading);
    return new PromptFiles(dataFolder, recordings);
  }

  private constructor(folder: string, recordings: ReadonlyMap<PromptId, Recording>) {
    this.#folder = folder;
    this.#recordings = recordings;
  }

  /** Everything that can be said. */
  get all(): ReadonlyMap<PromptId, Uint8Array> {
    return new Map([...this.#recordings].map(([id, { shipped, own }]) => [id, own ?? shipped]));
  }

  list(): readonly ShelvedPrompt[] {
    return PROMPT_IDS.filter((id) => this.#recordings.has(id)).map((id) => this.#view(id));
  }

  read(id: PromptId): Uint8Array | undefined {
    const recording = this.#recordings.get(id);
    return recording?.own ?? recording?.shipped;
  }

  async replace(id: PromptId, file: Uint8Array): Promise<Result<ShelvedPrompt, ShelfFault>> {
    const prepared = await preparePromptApart(file);
    if (!prepared.ok) return prepared;
    const { wav } = prepared.value;
    return this.#change(id, wav, () => writeFileWhole(pathOf(this.#folder, id), wav));
  }

  reset(id: PromptId): Promise<Result<ShelvedPrompt, ShelfFault>> {
    return this.#change(id, undefined, () => removeFile(pathOf(this.#folder, id)));
  }

  async #change(
    id: PromptId,
    own: Uint8Array | undefined,
    store: () => Promise<string | undefined>,
  ): Promise<Result<ShelvedPrompt, ShelfFault>> {
    const cause = await store();
    if (cause !== undefined) return fail({ reason: 'not-written', cause });
    const recording = this.#recordings.get(id);
    if (recording !== undefined) {
      recording.own = own;
      this.onChange(id, own ?? recording.shipped);
    }
    return ok(this.#view(id));
  }

  #view(id: PromptId): ShelvedPrompt {
    const file = this.read(id);
    const sound = file && readWav(file);
    const seconds = sound?.ok ? sound.value.samples.length / sound.value.rate : 0;
    const isOwn = this.#recordings.get(id)?.own !== undefined;
    return { id, words: wordsOf(id), isOwn, seconds: Math.round(100 * seconds) / 100 };
  }
}

const UNREADABLE = new Uint8Array();

async function readOwn(
  dataFolder: string,
  id: PromptId,
  log: Pick<Log, 'warn'>,
): Promise<Uint8Array | undefined> {
  const file = await readFileBytes(pathOf(dataFolder, id)).catch(() => UNREADABLE);
  if (file === undefined || readWav(file).ok) return file;
  log.warn('a recording of your own cannot be read; the one that came with the program is said', {
    prompt: id,
  });
  return undefined;
}

function pathOf(dataFolder: string, id: PromptId): string {
  return `${dataFolder}/${PROMPTS_FOLDER}/${id}.wav`;
}

function wordsOf(id: PromptId): string {
  const [language = '', name = ''] = id.split('/');
  const words: Record<string, string> = JSON.parse(readTextFile(`${SHIPPED}${language}.json`) ?? '{}');
  return words[name] ?? '';
}
