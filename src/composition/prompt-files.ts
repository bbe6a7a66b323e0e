import type { Log } from '../base/log.ts';
import { PROMPT_IDS, type PromptId } from '../media/prompts/prompt.ts';
import { readFileBytes } from '../platform/files.ts';

/** Where the recordings that came with the program lie. */
const SHIPPED = new URL('../../prompts/', import.meta.url);

/** Everything the exchange can say, as WAV files. */
export async function readPrompts(log: Log): Promise<Map<PromptId, Uint8Array>> {
  const prompts = new Map<PromptId, Uint8Array>();
  const reading = PROMPT_IDS.map(async (id) => {
    const file = await readFileBytes(new URL(`${id}.wav`, SHIPPED).pathname);
    if (file === undefined)
      log.error('a recording is missing from the program; it stays unsaid', { prompt: id });
    else prompts.set(id, file);
  });
  await Promise.all(reading);
  return prompts;
}
