import type { Page } from '../page.ts';
import { bridgesPage } from './bridges.tsx';
import { CONSOLE_PAGES } from './console/pages.ts';
import { deviceGuidePage } from './devices/device-guide.tsx';
import { devicesPage, routersPage } from './devices/device-list.tsx';
import { displayPage } from './display.tsx';
import { downloadsPage } from './downloads.tsx';
import { accessibilityPage, contactPage, emergencyPage, privacyPage } from './duty-pages.tsx';
import { helpPage, symptomPage } from './help.tsx';
import { houseRulesPage } from './house-rules.tsx';
import { iconFile } from './icon-file.ts';
import { loginLinkPage, loginPage, logoutPage } from './login.tsx';
import { ownDirectoryPage } from './mine/directory.tsx';
import { ownAddressPage } from './own-address.tsx';
import { welcomePage } from './welcome.tsx';

/** Every page there is. */
export const PAGES: readonly Page[] = [
  welcomePage,
  houseRulesPage,
  bridgesPage,
  devicesPage,
  routersPage,
  deviceGuidePage,
  downloadsPage,
  helpPage,
  symptomPage,
  contactPage,
  privacyPage,
  accessibilityPage,
  emergencyPage,
  ownDirectoryPage,
  loginPage,
  loginLinkPage,
  logoutPage,
  ownAddressPage,
  displayPage,
  iconFile,
  ...CONSOLE_PAGES,
];
