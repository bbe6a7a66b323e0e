import type { Page } from '../page.ts';
import { apiDocsPage } from './api-docs.tsx';
import { applicationPage, applyPage } from './apply.tsx';
import { bridgesPage } from './bridges.tsx';
import { CONSOLE_PAGES } from './console/pages.ts';
import { deviceGuidePage } from './devices/device-guide.tsx';
import { devicesPage, routersPage } from './devices/device-list.tsx';
import { displayPage } from './display.tsx';
import { downloadsPage } from './downloads.tsx';
import { accessibilityPage, contactPage, emergencyPage, privacyPage } from './duty-pages.tsx';
import { firstRunPage } from './first-run.tsx';
import { freePagePage } from './free-page.tsx';
import { helpPage, symptomPage } from './help.tsx';
import { houseRulesPage } from './house-rules/house-rules.tsx';
import { ruleVersionPage, ruleVersionsPage } from './house-rules/versions.tsx';
import { iconFile } from './icon-file.ts';
import { kioskPage } from './kiosk.tsx';
import { loginLinkPage, loginPage, logoutPage } from './login.tsx';
import { MEMBER_PAGES } from './mine/pages.ts';
import { ownAddressPage } from './own-address.tsx';
import { phoneLoginPage } from './phone-login.tsx';
import { statusPage } from './status/status.tsx';
import { welcomePage } from './welcome.tsx';
import { welcomeLetterPage } from './welcome-letter.tsx';

/** Every page there is. */
export const PAGES: readonly Page[] = [
  welcomePage,
  statusPage,
  houseRulesPage,
  ruleVersionsPage,
  ruleVersionPage,
  bridgesPage,
  devicesPage,
  routersPage,
  deviceGuidePage,
  applyPage,
  applicationPage,
  downloadsPage,
  helpPage,
  symptomPage,
  contactPage,
  privacyPage,
  accessibilityPage,
  emergencyPage,
  freePagePage,
  loginPage,
  loginLinkPage,
  phoneLoginPage,
  logoutPage,
  ownAddressPage,
  apiDocsPage,
  displayPage,
  kioskPage,
  firstRunPage,
  welcomeLetterPage,
  iconFile,
  ...MEMBER_PAGES,
  ...CONSOLE_PAGES,
];
