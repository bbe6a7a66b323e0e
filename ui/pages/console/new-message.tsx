import { messageDetailSchema } from '../../../src/web/contract/messages.ts';
import { Said } from '../../acting-page.tsx';
import { goTo, view } from '../../page.ts';
import { messageWords } from '../../words/console/messages.ts';
import { change, consolePage } from './console-page.tsx';
import { MESSAGE_FIELDS, MessageForm, wishedMessage } from './message-form.tsx';

/** A draft, which is looked at before it is sent. */
export const newMessagePage = consolePage({
  path: '/beheer/berichten/nieuw',
  async show(visit) {
    const words = messageWords[visit.language];
    const who = visit.query.get('extensie') ?? '';
    const start = {
      to: who === '' ? 'all' : 'extensions',
      who,
      product: '',
      subject: visit.query.get('onderwerp') ?? '',
      text: '',
      urgent: false,
      byMail: false,
    } as const;
    return view(
      words.make,
      <>
        <h1>{words.make}</h1>
        <Said visit={visit} />
        <MessageForm visit={visit} act="write" start={start} button={words.form.preview} />
      </>,
    );
  },
  acts: {
    write: (visit) =>
      change(
        visit,
        { method: 'POST', path: '/messages', body: wishedMessage(visit), fields: MESSAGE_FIELDS },
        (body) => goTo(visit, `/beheer/berichten/${encodeURIComponent(messageDetailSchema.parse(body).id)}`),
      ),
  },
});
