import { CATALOGUE, SETTING_NAMES } from './catalogue.ts';
import type { Language, Origin, Settings } from './settings.ts';

/** Why the settings cannot be used. */
export type Complaint =
  | { readonly kind: 'unknown'; readonly writtenAs: string; readonly text: string; readonly origin: Origin }
  | { readonly kind: 'bad'; readonly name: keyof Settings; readonly writtenAs: string; readonly text: string }
  | { readonly kind: 'twice'; readonly writtenAs: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'port-shared'; readonly port: number };

/** One line that names the key, the value and what is allowed. */
export function complain(complaint: Complaint, language: Language): string {
  const nl = language === 'nl';
  const allowedWord = nl ? 'toegestaan' : 'allowed';
  switch (complaint.kind) {
    case 'unknown': {
      const what = nl ? 'onbekende instelling' : 'unknown setting';
      const { writtenAs, text, origin } = complaint;
      return `${writtenAs} = ${quote(text)}: ${what}; ${allowedWord}: ${knownKeys(origin).join(', ')}`;
    }
    case 'bad': {
      const what = nl ? 'kan niet' : 'is not possible';
      const allowed = CATALOGUE[complaint.name].allowed[language];
      return `${complaint.writtenAs} = ${quote(complaint.text)} ${what}; ${allowedWord}: ${allowed}`;
    }
    case 'twice':
      return `${complaint.writtenAs}: ${nl ? 'staat er twee keer' : 'is there twice'}`;
    case 'unreadable':
      return `${complaint.path}: ${nl ? 'niet te lezen' : 'cannot be read'} (${complaint.reason})`;
    case 'port-shared':
      return sharedPort(complaint.port, language);
  }
}

function sharedPort(port: number, language: Language): string {
  const { sipPort, sipExtraPorts, sipsPort, httpPort } = CATALOGUE;
  const keys = [sipPort, sipExtraPorts, sipsPort, httpPort].map(({ variable }) => variable).join(', ');
  return language === 'nl'
    ? `${keys}: poort ${port} staat er twee keer; toegestaan: verschillende poorten`
    : `${keys}: port ${port} is there twice; allowed: different ports`;
}

function knownKeys(origin: Origin): string[] {
  if (origin === 'environment') return SETTING_NAMES.map((name) => CATALOGUE[name].variable);
  if (origin === 'flag') return SETTING_NAMES.map((name) => `--${CATALOGUE[name].key}`);
  return SETTING_NAMES.filter((name) => name !== 'data').map((name) => CATALOGUE[name].key);
}

const LONGEST_VALUE = 120;

/** The value on one line, without a password that a URL may carry. */
function quote(text: string): string {
  const open = text.replace(/:\/\/[^@/\s]*@/, '://***@').replace(/\p{Cc}/gu, ' ');
  return `"${open.length > LONGEST_VALUE ? `${open.slice(0, LONGEST_VALUE)}…` : open}"`;
}
