import type { z } from 'zod';
import { callFeaturesSchema } from '../../web/contract/call-features.ts';
import { usageOfExtensionSchema } from '../../web/contract/history.ts';
import { instructionSchema } from '../../web/contract/instructions.ts';
import { observationSchema } from '../../web/contract/observations.ts';
import { ownEventSchema } from '../../web/contract/own.ts';
import { extensionLimitsSchema, suspensionSchema } from '../../web/contract/suspensions.ts';
import { banSchema, callSchema, extensionSchema, listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import type { ExaminedExtension } from './extension-checks.ts';

const MOST_EVENTS = 10;

/** Asks the exchange for everything about one extension; a failure, such as that there is none, is told. */
export async function gatherExtension(
  context: CommandContext,
  number: string,
): Promise<ExaminedExtension | undefined> {
  const name = encodeURIComponent(number);
  const own = `/extensions/${name}`;
  const found = await context.askOrTell({ method: 'GET', path: own, answer: extensionSchema });
  if (!found) return undefined;
  const get = async <Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer | undefined> =>
    (await context.askOrTell({ method: 'GET', path, answer }))?.value;
  const suspensions = await get('/suspensions?state=active', listOf(suspensionSchema));
  const bans = await get('/bans', listOf(banSchema));
  const instructions = await get('/instructions', listOf(instructionSchema));
  const calls = await get('/calls', listOf(callSchema));
  const limits = await get(`${own}/limits`, extensionLimitsSchema);
  const features = await get(`${own}/features`, callFeaturesSchema);
  const observation = await get(`${own}/observations`, observationSchema);
  const events = await get(`${own}/events?limit=${MOST_EVENTS}`, listOf(ownEventSchema));
  const usage = await get(`/usage/${name}`, usageOfExtensionSchema);
  if (!suspensions || !bans || !instructions || !calls) return undefined;
  if (!limits || !features || !observation || !events || !usage) return undefined;
  return {
    extension: found.value,
    isRunning: found.running,
    suspensions: suspensions.items,
    bans: bans.items,
    instructions: instructions.items,
    calls: calls.items,
    limits,
    features,
    observation,
    events: events.items,
    usage,
  };
}
