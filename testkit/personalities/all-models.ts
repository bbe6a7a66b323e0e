import { FRITZBOX, HT801, OBI, PAP2T, SPA } from './adapters.ts';
import {
  AVAYA,
  CISCO_7940,
  CISCO_7970,
  FANVIL,
  GIGASET,
  GXP,
  POLYCOM,
  SNOM,
  YEALINK,
  YEALINK_OLD,
} from './desk-phones.ts';
import type { PhoneModel } from './phone-model.ts';
import { ASTERISK, BARESIP, BRIA, GROUNDWIRE, JSSIP, LINPHONE, MICROSIP, ZOIPER } from './programs.ts';

export const ALL_MODELS: readonly PhoneModel[] = [
  PAP2T,
  SPA,
  HT801,
  OBI,
  FRITZBOX,
  YEALINK,
  YEALINK_OLD,
  GXP,
  CISCO_7940,
  CISCO_7970,
  SNOM,
  FANVIL,
  POLYCOM,
  GIGASET,
  AVAYA,
  LINPHONE,
  ZOIPER,
  GROUNDWIRE,
  MICROSIP,
  BARESIP,
  BRIA,
  JSSIP,
  ASTERISK,
];
