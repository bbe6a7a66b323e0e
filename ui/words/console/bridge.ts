import { inBoth } from '../in-both.ts';

/** Who is in a bridge, and what an administrator does about it. */
export const bridgeRoomWords = inBoth({
  nl: {
    nobody: 'Er is nu niemand.',
    people: 'Wie is er',
    who: 'Wie',
    talked: 'Gesproken',
    strip: 'De laatste 10 minuten',
    hand: 'Hand op',
    handUp: 'hand op',
    moderator: 'gespreksleider',
    muted: 'Gedempt',
    door: 'aan de deur',
    mute: 'Demp',
    unmute: 'Laat praten',
    send: 'Stuur weg',
    locked: 'De brug is op slot: alleen gespreksleiders komen erin.',
  },
  en: {
    nobody: 'Nobody is here now.',
    people: 'Who is here',
    who: 'Who',
    talked: 'Talked',
    strip: 'The last 10 minutes',
    hand: 'Hand raised',
    handUp: 'hand raised',
    moderator: 'moderator',
    muted: 'Muted',
    door: 'at the door',
    mute: 'Mute',
    unmute: 'Let talk',
    send: 'Send away',
    locked: 'The bridge is locked: only moderators come in.',
  },
});
