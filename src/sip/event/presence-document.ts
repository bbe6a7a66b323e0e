/** The presence document of RFC 3863 with the activities of RFC 4480: writing our own, reading a phone's. */
import { fail, ok, type Parsed } from '../../base/result.ts';
import { readXml } from './read-xml.ts';
import { element, writeXml } from './xml.ts';

export const PIDF = 'application/pidf+xml';

const NAMESPACE = 'urn:ietf:params:xml:ns:pidf';
const RPID = 'urn:ietf:params:xml:ns:pidf:rpid';
const DATA_MODEL = 'urn:ietf:params:xml:ns:pidf:data-model';

/** What a phone may say of its holder, of the many activities there are; the others are not passed on. */
export const ACTIVITIES = [
  'on-the-phone',
  'busy',
  'away',
  'meeting',
  'appointment',
  'meal',
  'working',
  'sleeping',
  'holiday',
  'vacation',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

export interface PresenceState {
  readonly basic: 'open' | 'closed';
  readonly activity: Activity | undefined;
}

/** No notes, no devices, no times: how it is, and nothing else. */
export function writePresence(
  entity: string,
  /** Names the parts of the document. */
  id: string,
  { basic, activity }: PresenceState,
): Uint8Array {
  const person =
    activity === undefined
      ? []
      : [element('dm:person', { id: `p${id}` }, element('rpid:activities', {}, element(`rpid:${activity}`)))];
  const attributes = { xmlns: NAMESPACE, 'xmlns:dm': DATA_MODEL, 'xmlns:rpid': RPID, entity };
  const tuple = element('tuple', { id: `t${id}` }, element('status', {}, element('basic', {}, basic)));
  return writeXml(element('presence', attributes, tuple, ...person));
}

/** Of several tuples one that is open decides: somebody can be reached there. */
export function parsePresence(body: Uint8Array): Parsed<PresenceState> {
  let isPresence = false;
  let basic: PresenceState['basic'] | undefined;
  let activity: Activity | undefined;
  const read = readXml(body, {
    onElement(path, text) {
      const [root, ...inner] = path;
      isPresence ||= root === `${NAMESPACE} presence`;
      if (inner.at(-1) === `${NAMESPACE} basic` && basic !== 'open') basic = basicOf(text) ?? basic;
      if (inner.at(-2) === `${RPID} activities`) activity ??= activityOf(inner.at(-1));
    },
  });
  if (!read.ok) return read;
  if (!isPresence) return fail('no presence document');
  return ok({ basic: basic ?? 'open', activity });
}

function basicOf(text: string): PresenceState['basic'] | undefined {
  const word = text.trim();
  return word === 'open' || word === 'closed' ? word : undefined;
}

function activityOf(name: string | undefined): Activity | undefined {
  return ACTIVITIES.find((activity) => name === `${RPID} ${activity}`);
}
