/** Sentences that several guides share. */
import { text } from './guide.ts';

export const openAddress = text(
  'Open dat adres in de browser van een computer op hetzelfde netwerk.',
  'Open that address in the browser of a computer on the same network.',
);
export const bareNumber = text(
  'Alleen het nummer, zonder @ en domein.',
  'The number only, without @ and domain.',
);
export const portBehindServer = text(
  'Is de poort niet 5060, schrijf haar er dan achter: server:poort.',
  'When the port is not 5060, write it behind: server:port.',
);
export const minutes = text('In minuten, niet in seconden.', 'In minutes, not in seconds.');
export const codecs = text('codecs, in deze volgorde', 'codecs, in this order');
export const ourDialPlan = text(
  'Zo gaan nummers van elke lengte en codes met een * door. Door ons bedacht, niet op een toestel geprobeerd.',
  'Lets numbers of every length and codes with a * through. Made by us, not tried on a device.',
);
export const verticalCodes = text(
  'Elk veld dat gevuld blijft, houdt een code met een * bij het toestel.',
  'Each field that stays filled keeps a code with a * in the phone.',
);

export const noDomainInNumber = text(
  'Schrijf bij de gebruikersnaam geen @ en geen domein.',
  'Write no @ and no domain into the user name.',
);
export const minutesPitfall = text(
  'Register Expiration is in minuten. Met 3600 meldt het toestel zich maar eens in 60 uur en komen gesprekken niet meer aan.',
  'Register Expiration is in minutes. With 3600 the phone registers once in 60 hours only, and calls no longer arrive.',
);
export const noStun = text(
  'Zet STUN uit. De centrale houdt de weg door je router zelf open.',
  'Switch STUN off. The exchange keeps the way through your router open itself.',
);
export const ownStarCodes = text(
  'Laat je de eigen functies aan, dan komen codes als *78 niet bij de centrale. De cijfers 9043 en 9065 werken altijd.',
  'With local features on, codes such as *78 do not reach the exchange. The digits 9043 and 9065 always work.',
);
export const verticalCodesPitfall = text(
  'Codes met een * komen niet aan zolang het toestel ze zelf kent. Maak de Vertical Service Activation Codes leeg, of bel de cijfers: 9043, 9060, 9065.',
  'Codes with a * do not arrive as long as the phone knows them itself. Empty the Vertical Service Activation Codes, or dial the digits: 9043, 9060, 9065.',
);
export const americanDialPlan = text(
  'Het kiesschema van de fabriek is Amerikaans: nummers van drie cijfers wachten tien seconden of gaan niet.',
  'The factory dial plan is American: numbers of three digits wait ten seconds or fail.',
);
export const thirtyMilliseconds = text(
  'RTP Packet Size staat van de fabriek op 0.030. Zet het op 0.020.',
  'RTP Packet Size is 0.030 from the factory. Set it to 0.020.',
);
export const srtpOff = text(
  'Versleuteld geluid (SRTP) moet uit als het toestel over UDP gaat.',
  'Encrypted sound (SRTP) must be off when the phone uses UDP.',
);
export const neverForward = text(
  'Zet in de router geen poorten open voor een toestel. Dat is niet nodig en trekt inbrekers aan.',
  'Forward no ports to a phone. It is not needed and attracts burglars.',
);
export const otherWay = text(
  'Is er geen schakelaar voor SIP ALG, laat het toestel dan over TLS op poort 5061 gaan. Dat kan een router niet lezen.',
  'When there is no switch for SIP ALG, let the phone use TLS on port 5061. A router cannot read that.',
);
