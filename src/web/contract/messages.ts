/** What administrators write to holders, what these read of it, and what they say. */
import { z } from 'zod';
import { LONGEST_MESSAGE } from '../../exchange/console/messages.ts';
import { text } from '../contract.ts';
import { instructionTargetSchema } from './instructions.ts';

export const MESSAGE_CHARACTERS = LONGEST_MESSAGE;

/** A form sends two characters for the end of a line, where one is counted. */
const lines = (longest: number) => text(2 * longest);

const time = z.string();

export const messageSchema = z.object({
  id: z.string(),
  state: z.enum(['draft', 'sent', 'retracted']),
  subject: z.string(),
  /** Plain; an empty line is between paragraphs. */
  text: z.string(),
  targets: instructionTargetSchema,
  /** It stands on the holder's first page until he has read it. */
  urgent: z.boolean(),
  byMail: z.boolean(),
  createdAt: time,
  createdBy: z.string(),
  sentAt: time.nullable(),
  retractedAt: time.nullable(),
  /** Of a draft: whom it would reach at this moment. */
  counts: z.object({
    recipients: z.number(),
    read: z.number(),
    mailWaiting: z.number(),
    mailSent: z.number(),
    mailFailed: z.number(),
    withoutAddress: z.number(),
  }),
});
export type Message = z.infer<typeof messageSchema>;

export const messageDetailSchema = messageSchema.extend({
  /** By number. */
  recipients: z.array(
    z.object({
      extension: z.string(),
      readAt: time.nullable(),
      /** Null when it was not to go by mail. */
      mail: z.enum(['planned', 'waiting', 'sent', 'given-up', 'forgotten', 'no-address']).nullable(),
      /** Why the mail was not taken the last time. */
      mailFault: z.string().nullable(),
    }),
  ),
});
export type MessageDetail = z.infer<typeof messageDetailSchema>;

const messageChangeFields = {
  subject: lines(LONGEST_MESSAGE.subject),
  text: lines(LONGEST_MESSAGE.text),
  targets: instructionTargetSchema,
};

export const newMessageSchema = z.strictObject({
  ...messageChangeFields,
  urgent: z.boolean().optional(),
  byMail: z.boolean().optional(),
  /** At once; otherwise it is a draft. */
  send: z.boolean().optional(),
});
export type NewMessageRequest = z.infer<typeof newMessageSchema>;

export const messageChangeSchema = newMessageSchema.omit({ send: true }).partial();

/** A message as its reader sees it. */
export const ownMessageSchema = z.object({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  urgent: z.boolean(),
  sentAt: time,
  readAt: time.nullable(),
});
export type OwnMessage = z.infer<typeof ownMessageSchema>;

export const newReplySchema = z.strictObject({ text: lines(LONGEST_MESSAGE.reply) });
/** More than that he needs help he need not say. */
export const helpWishSchema = newReplySchema.partial();

/** What a holder says to a message, or that an instruction is too much for him. */
export const replySchema = z.object({
  id: z.string(),
  extension: z.string(),
  about: z.object({
    kind: z.enum(['message', 'instruction']),
    id: z.string(),
    /** Its subject or first line; null when it is gone. */
    title: z.string().nullable(),
  }),
  text: z.string(),
  createdAt: time,
  /** Null while it waits for an administrator. */
  handledAt: time.nullable(),
  handledBy: z.string().nullable(),
});
export type Reply = z.infer<typeof replySchema>;

export const ownReplySchema = replySchema.omit({ extension: true, handledBy: true });
