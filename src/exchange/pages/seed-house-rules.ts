import type { InTwoLanguages } from '../console/pages.ts';

/**
 * The house rules that a club starts with (H1 to H9, in words of our own). The first list is the short
 * version, which stands in the welcome letter as well.
 */
export const SEED_HOUSE_RULES: InTwoLanguages = {
  nl: `Wie een extensie heeft, houdt zich aan deze regels. Zo blijft het voor iedereen leuk.

## In het kort

- Het is en blijft een experiment.
- Wees aardig. In een conferentiebrug luistert iedereen mee.
- Vraagt een beheerder iets over je toestel, doe het dan meteen.
- Een beheerder mag de dienst stoppen of beperken.
- De lijst met namen is alleen voor extensiehouders.
- Je stelt je toestel zelf in. Drie foute wachtwoorden sluiten je adres een uur af.

## 1. Een experiment

Deze telefooncentrale is hobbywerk en blijft dat. Soms hapert er iets, soms ligt alles stil. Dat kan kort of lang duren.

Je kunt er geen rechten aan ontlenen. Heb je een vraag, mail dan of spreek een beheerder aan. Die helpt als hij tijd heeft.

## 2. Met elkaar

Gedraag je zoals op de band: vriendelijk, geduldig en met respect.

Een gewoon gesprek is tussen jou en de ander. In een conferentiebrug is dat niet zo: iedereen die inbelt hoort wat je zegt. Wij nemen niets op en beheerders luisteren niet stiekem mee.

## 3. Aanwijzingen voor je toestel

Een verkeerd ingesteld toestel kan de centrale storen of veel bandbreedte gebruiken. Krijg je daarom een instructie van een beheerder, voer die dan meteen en helemaal uit.

Lukt het niet, zet het toestel dan uit en vraag hulp.

## 4. Stoppen en beperken

De beheerder mag de dienst op elk moment stoppen, weigeren of beperken. Helemaal of voor een deel, voor iedereen of voor één extensie, tijdelijk of voor altijd. Dat mag zonder aankondiging en zonder reden te noemen.

## 5. Je eigen toestel en router

Er zijn te veel toestellen en routers om ze allemaal te kennen. Instellen doe je daarom zelf.

Op deze site staan voorbeelden van toestellen die bij anderen werken. Een garantie is dat niet.

## 6. De lijst met extensies

Nummers, namen en roepletters staan alleen in een PDF bij de downloads. Nergens anders. Je staat er alleen in als je dat zelf wilt.

De PDF heeft een wachtwoord. Dat krijg je bij je extensie, of als je erom vraagt.

Geef de lijst en het wachtwoord niet door.

## 7. Drie foute wachtwoorden

Meldt een toestel zich binnen 5 minuten 3 keer met een fout wachtwoord, dan kan dat internetadres 60 minuten niet aanmelden. Dat houdt inbrekers buiten.

Wie knutselt, raakt zo soms zichzelf kwijt. Log in op deze site: je ziet dan waarom, en je vraagt met één knop om vrijgave. Een beheerder kan je adres ook bij de uitzonderingen zetten.

## 8. Je internetadres

Je internetadres (IP-adres) gebruiken we alleen om je te laten bellen en om misbruik te stoppen. We geven het aan niemand. Ook de ander in een gesprek ziet het niet.

## 9. Geen noodnummer

Dit is geen openbare telefoondienst. 112 en andere noodnummers werken hier niet. Gebruik daarvoor je gewone telefoon.`,
  en: `Whoever has an extension keeps to these rules. That way it stays pleasant for all.

## In short

- It is an experiment and will stay one.
- Be kind. In a conference bridge everyone listens.
- When an administrator asks something about your phone, do it at once.
- An administrator may end or limit the service.
- The list of names is for extension holders only.
- You set up your own phone. Three wrong passwords close your address out for an hour.

## 1. An experiment

This telephone exchange is a hobby and stays one. Sometimes something falters, sometimes all is silent. That may be short or long.

You have no right to it. If you have a question, send a mail or speak to an administrator, who helps when there is time.

## 2. With each other

Behave as on the air: friendly, patient and with respect.

An ordinary call is between you and the other. In a conference bridge it is not: all who dial in hear what you say. We record nothing, and administrators do not listen in.

## 3. Instructions for your phone

A phone with wrong settings can disturb the exchange or take much bandwidth. If an administrator gives you an instruction for that reason, carry it out at once and completely.

If you cannot, switch the phone off and ask for help.

## 4. Ending and limiting

The administrator may end, refuse or limit the service at any moment. All of it or a part, for everyone or one extension, for a time or for ever. No notice and no reason is needed.

## 5. Your own phone and router

There are too many phones and routers to know them all. So you set up your own.

This site shows examples of phones that work for others. That is no guarantee.

## 6. The list of extensions

Numbers, names and call signs stand only in a PDF among the downloads. Nowhere else. You are in it only if you want to be.

The PDF has a password. You get it with your extension, or when you ask for it.

Do not pass on the list or the password.

## 7. Three wrong passwords

When a phone shows a wrong password 3 times within 5 minutes, that internet address cannot register for 60 minutes. That keeps burglars out.

Who experiments may shut himself out. Log in to this site: it shows why, and one button asks for the ban to be lifted. An administrator can also put your address on the whitelist.

## 8. Your internet address

We use your internet address (IP address) only to let you telephone and to stop abuse. We give it to nobody. The other in a call does not see it either.

## 9. No emergency number

This is no public telephone service. 112 and other emergency numbers do not work here. Use your ordinary telephone for them.`,
};
