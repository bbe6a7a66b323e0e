import type { PageLanguage } from '../../../src/web/contract/pages-bundle.ts';
import type { Radio } from '../../../src/web/contract/radios.ts';
import { StateChip, type StateName } from '../../components/state.tsx';
import { radioWords } from '../../words/console/radios.ts';
import { number } from '../../words/format.ts';

/** Facts after which what is shown of radios is old, and how old it may become without one. */
export const RADIO_REFRESH = { everyS: 10, events: ['radio.receiving', 'radio.sending'] };

const STATES: Readonly<Record<Radio['state'], StateName>> = {
  off: 'not-registered',
  idle: 'reachable',
  receiving: 'talking',
  sending: 'in-bridge',
};

export function RadioState({ radio, language }: { readonly radio: Radio; readonly language: PageLanguage }) {
  const words = radioWords[language];
  const { state, portTaken, localPort, talker } = radio;
  const isNamed = state === 'receiving' && talker !== null;
  const said = isNamed ? words.receivingFrom(talker) : words.states[state];
  return (
    <StateChip state={portTaken ? 'attention' : STATES[state]} language={language}>
      {portTaken ? words.portTaken(localPort) : said}
    </StateChip>
  );
}

export function heardAt({ lastHeardAt }: Radio, language: PageLanguage): string {
  const words = radioWords[language];
  return lastHeardAt === null ? words.neverHeard : words.heardAt(lastHeardAt);
}

export function lossOf({ packetsReceived, packetsLost }: Radio, language: PageLanguage): string {
  const words = radioWords[language];
  const all = packetsReceived + packetsLost;
  if (all === 0) return words.nothingReceived;
  return words.lossOf(number(Math.round((1000 * packetsLost) / all) / 10, language), all);
}
