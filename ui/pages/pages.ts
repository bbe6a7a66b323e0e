import type { Page } from '../page.ts';
import { displayPage } from './display.tsx';
import { iconFile } from './icon-file.ts';
import { loginPage } from './login.tsx';
import { ownAddressPage } from './own-address.tsx';
import { welcomePage } from './welcome.tsx';

/** Every page there is. */
export const PAGES: readonly Page[] = [welcomePage, loginPage, ownAddressPage, displayPage, iconFile];
