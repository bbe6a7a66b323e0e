import type { RowName } from './rows.ts';
import { registers, sendsTexts, showsLamp, showsPresence } from './sipp-beyond-calls.ts';
import * as calls from './sipp-calls.ts';
import type { SippStage } from './sipp-flow.ts';

/** The rows of the table as SIPp plays them. */
export const SIPP_STORIES: Readonly<Record<RowName, (stage: SippStage) => Promise<void>>> = {
  register: registers,
  call: calls.callsAndIsCalled,
  hold: calls.holds,
  'blind transfer': calls.transfersBlind,
  'attended transfer': calls.transfersAttended,
  cancel: calls.cancels,
  busy: calls.isBusy,
  DTMF: calls.pressesKeys,
  MESSAGE: sendsTexts,
  BLF: showsLamp,
  presence: showsPresence,
  'session timer': calls.refreshesSession,
  '100rel': calls.ringsReliably,
  'large SDP': calls.offersMuch,
  IPv6: calls.callsAndIsCalled,
};
