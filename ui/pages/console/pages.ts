import type { Page } from '../../page.ts';
import { administratorsPage } from './administrators.tsx';
import { applicationsPage } from './applications.tsx';
import { auditLogPage } from './audit-log.tsx';
import { bandwidthPage } from './bandwidth.tsx';
import { bansPage } from './bans.tsx';
import { bridgePage } from './bridge.tsx';
import { bridgesConsolePage } from './bridges.tsx';
import { bulkPage } from './bulk/bulk-page.tsx';
import { clubPagePage } from './club-pages/edit.tsx';
import { clubPagesPage } from './club-pages/list.tsx';
import { newFreePage } from './club-pages/new.tsx';
import { freePageSettingsPage } from './club-pages/settings.tsx';
import { clubPageVersionPage, clubPageVersionsPage } from './club-pages/versions.tsx';
import { directoryConsolePage } from './directory.tsx';
import { extensionPage } from './extension.tsx';
import { extensionsPage } from './extensions.tsx';
import { importExtensionsPage } from './import/import-extensions.tsx';
import { incidentsPage } from './incidents.tsx';
import { instructionsPage } from './instructions.tsx';
import { livePage } from './live.tsx';
import { messagePage } from './message.tsx';
import { messagesConsolePage } from './messages.tsx';
import { newExtensionPage } from './new-extension.tsx';
import { newMessagePage } from './new-message.tsx';
import { promptSituationPage } from './prompt-situation.tsx';
import { promptsPage } from './prompts.tsx';
import { radioPage } from './radio.tsx';
import { radiosPage } from './radios.tsx';
import { screensPage } from './screens.tsx';
import { searchPage } from './search.tsx';
import { SET_UP_PAGES } from './set-up/pages.ts';
import { settingsPage } from './settings.tsx';
import { suspensionsPage } from './suspensions.tsx';
import { systemPage } from './system.tsx';
import { todayPage } from './today.tsx';
import { voicemailConsolePage } from './voicemail.tsx';
import { whitelistPage } from './whitelist.tsx';

/** The administrator's pages. */
export const CONSOLE_PAGES: readonly Page[] = [
  todayPage,
  extensionsPage,
  newExtensionPage,
  importExtensionsPage,
  bulkPage,
  extensionPage,
  applicationsPage,
  livePage,
  screensPage,
  bridgesConsolePage,
  bridgePage,
  radiosPage,
  radioPage,
  promptsPage,
  promptSituationPage,
  voicemailConsolePage,
  bansPage,
  whitelistPage,
  suspensionsPage,
  instructionsPage,
  bandwidthPage,
  directoryConsolePage,
  incidentsPage,
  clubPagesPage,
  newFreePage,
  freePageSettingsPage,
  clubPagePage,
  clubPageVersionsPage,
  clubPageVersionPage,
  messagesConsolePage,
  newMessagePage,
  messagePage,
  systemPage,
  ...SET_UP_PAGES,
  settingsPage,
  searchPage,
  auditLogPage,
  administratorsPage,
];
