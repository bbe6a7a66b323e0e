/**
 * The invented club. Its call signs begin with PX0 and can be assigned to nobody, its names are nobody's, its
 * addresses those of documentation (RFC 5737, RFC 2606).
 */
interface DemoMember {
  readonly number: string;
  readonly callsign: string;
  readonly name: string;
  /** Where its phone is; `none` registers nowhere. */
  readonly place: 'calls' | 'none' | `9${number}`;
  /** To whom it speaks a voice message. */
  readonly message?: string;
}

/** Whose password is printed. */
export const SHOWN_MEMBER = '301';

export const MEMBERS: readonly DemoMember[] = [
  { number: '301', callsign: 'PX0AAA', name: 'Aagje Zendmans', place: 'calls' },
  { number: '302', callsign: 'PX0AAB', name: 'Bram Antenneveld', place: 'calls' },
  { number: '303', callsign: 'PX0AAC', name: 'Cornelis Spoelstok', place: '900' },
  { number: '304', callsign: 'PX0AAD', name: 'Dieuwke Golflengte', place: '900' },
  { number: '305', callsign: 'PX0AAE', name: 'Evert Draaicondens', place: '900' },
  { number: '306', callsign: 'PX0AAF', name: 'Femke Seinsleutel', place: '900' },
  { number: '307', callsign: 'PX0AAG', name: 'Gijs Kortegolf', place: '900' },
  { number: '308', callsign: 'PX0AAH', name: 'Hiltje Ruisonder', place: '901' },
  { number: '309', callsign: 'PX0AAI', name: 'IJsbrand Mastvoet', place: '901' },
  { number: '310', callsign: 'PX0AAJ', name: 'Jorinde Dipoolsma', place: '901' },
  { number: '311', callsign: 'PX0AAK', name: 'Klaas Zijband', place: 'calls' },
  { number: '312', callsign: 'PX0AAL', name: 'Lieske Staandegolf', place: 'calls' },
  { number: '313', callsign: 'PX0AAM', name: 'Meindert Relaisman', place: 'calls' },
  { number: '314', callsign: 'PX0AAN', name: 'Noortje Squelch', place: 'calls', message: '318' },
  { number: '315', callsign: 'PX0AAO', name: 'Okke Voedingslijn', place: 'calls', message: '320' },
  { number: '316', callsign: 'PX0AAP', name: 'Petronella Balun', place: 'calls', message: '318' },
  { number: '317', callsign: 'PX0AAQ', name: 'Quirijn Kwartsma', place: 'calls', message: SHOWN_MEMBER },
  { number: '318', callsign: 'PX0AAR', name: 'René Coaxhuis', place: 'none' },
  { number: '319', callsign: 'PX0AAS', name: 'Sjoukje Morseveen', place: 'none' },
  { number: '320', callsign: 'PX0AAT', name: 'Teun Zekering', place: 'none' },
];

/** Those who agreed to be in the list. */
export const LISTED = MEMBERS.filter((_, place) => place % 3 !== 2).map(({ number }) => number);

/** Where the stranger guesses from: loopback has plenty of addresses. */
export const STRANGER = '127.0.0.66';
export const GUESSED = '320';
