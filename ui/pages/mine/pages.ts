import type { Page } from '../../page.ts';
import { banPage } from './ban.tsx';
import { callsPage } from './calls.tsx';
import { dataPage } from './data.tsx';
import { diagnosisPage } from './diagnosis.tsx';
import { ownDirectoryPage } from './directory.tsx';
import { livePage } from './live.tsx';
import { messagePage } from './message.tsx';
import { messagesPage } from './messages.tsx';
import { newPhonePage, waitPage } from './new-phone.tsx';
import { phonesPage } from './phones.tsx';
import { ownRulesPage } from './rules.tsx';
import { todayPage } from './today.tsx';
import { voicemailPage } from './voicemail.tsx';

/** What a member sees of his own. */
export const MEMBER_PAGES: readonly Page[] = [
  todayPage,
  phonesPage,
  newPhonePage,
  waitPage,
  diagnosisPage,
  banPage,
  ownDirectoryPage,
  livePage,
  callsPage,
  messagesPage,
  voicemailPage,
  ownRulesPage,
  messagePage,
  dataPage,
];
