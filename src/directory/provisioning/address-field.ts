import type { ProvisioningFormat } from '../../base/provisioning-format.ts';
import { type Text, text } from '../devices/guide.ts';

/** Where the address of its settings file is typed, and what makes the phone fetch it. */
export const ADDRESS_FIELDS: Readonly<Record<ProvisioningFormat, Text>> = {
  yealink: text(
    'Typ het adres bij Settings > Auto Provision > Server URL. Kies daarna Auto Provision Now.',
    'Type the address at Settings > Auto Provision > Server URL. Then choose Auto Provision Now.',
  ),
  grandstream: text(
    'Kies bij Maintenance > Upgrade and Provisioning als protocol HTTPS. Typ het adres bij Config Server Path en start het toestel opnieuw.',
    'At Maintenance > Upgrade and Provisioning choose the protocol HTTPS. Type the address at Config Server Path and restart the phone.',
  ),
  snom: text(
    'Typ het adres bij Setup > Advanced > Update > Setting URL. Start het toestel daarna opnieuw.',
    'Type the address at Setup > Advanced > Update > Setting URL. Then restart the phone.',
  ),
  fanvil: text(
    'Kies bij System > Auto Provision > Static Provisioning Server als protocol HTTPS. Typ het adres bij Server Address en start het toestel opnieuw.',
    'At System > Auto Provision > Static Provisioning Server choose the protocol HTTPS. Type the address at Server Address and restart the phone.',
  ),
  polycom: text(
    'Kies bij Settings > Provisioning Server als Server Type HTTPS. Typ het adres bij Server Address. Het toestel start opnieuw.',
    'At Settings > Provisioning Server choose HTTPS as Server Type. Type the address at Server Address. The phone restarts.',
  ),
  linphone: text(
    'Kies bij het eerste starten “QR-code scannen”, of typ het adres bij Instellingen > Geavanceerd > Provisioning op afstand. Sluit de app en start hem opnieuw.',
    'At the first start choose “Scan QR code”, or type the address at Settings > Advanced > Remote provisioning. Close the app and start it again.',
  ),
};
