import { inBoth } from '../in-both.ts';

/** Whether a new exchange is reached from outside, and what to add. */
export const setUpReachWords = inBoth({
  nl: {
    checks: 'Wat we nu zien',
    subjects: {
      name: 'Waar de naam heen wijst',
      certificate: 'Het certificaat',
      web: 'Hoe deze site gaat',
      phones: 'Toestellen van buiten',
    },
    noName: (domain: string) => `De centrale heeft geen naam, alleen het adres ${domain}`,
    noNameDo:
      'Neem een domeinnaam, zet domain = "tel.example.net" met jouw naam in hamvoip.toml, en start opnieuw. Zonder naam krijg je geen certificaat dat toestellen vertrouwen.',
    notLooked: (domain: string) => `Waar ${domain} heen wijst is nu niet na te gaan`,
    nowhere: (domain: string) => `${domain} wijst nergens heen`,
    record: (domain: string, type: string, address: string) =>
      `Voeg bij je domeinnaam dit record toe: ${domain} ${type} ${address}`,
    recordRouter: (domain: string) =>
      `Voeg bij je domeinnaam dit record toe: ${domain} A, met het adres van je internetaansluiting.`,
    here: (domain: string) => `${domain} wijst naar deze machine`,
    behindRouter: (domain: string, addresses: string) => `${domain} wijst naar ${addresses}`,
    behindRouterDo: (own: string) =>
      `Deze machine heeft ${own} en staat achter een router. Is het andere adres dat van je internetaansluiting, zet dan dat adres als public-address in hamvoip.toml. Laat de router de poorten hieronder naar ${own} sturen.`,
    elsewhere: (domain: string, addresses: string) =>
      `${domain} wijst naar ${addresses}, en dat is niet deze machine`,
    certificate: 'Het certificaat is goed en door een ander ondertekend',
    selfMade: 'Het certificaat is zelf gemaakt: toestellen en browsers waarschuwen',
    selfMadeDo:
      'Haal een certificaat voor de naam, bijvoorbeeld met certbot. Zet HAMVOIP_TLS_CERTIFICATE en HAMVOIP_TLS_KEY op de bestanden, en HAMVOIP_HTTPS=true voor deze site.',
    otherName: (domain: string) => `Het certificaat is niet voor ${domain}`,
    otherNameDo: (domain: string) => `Haal een certificaat voor ${domain}.`,
    faulty: 'Met het certificaat is iets mis',
    faultyDo: 'Bij Systeem staat wat. Een goed certificaat wordt vanzelf gelezen.',
    noTls: 'TLS staat uit: alles gaat leesbaar over internet',
    noTlsDo: 'Zet sips-port = "5061" in hamvoip.toml en start opnieuw.',
    web: 'Deze site gaat over HTTPS',
    noWeb: 'Deze site gaat niet over HTTPS',
    noWebDo:
      'Wachtwoorden neemt de site dan alleen aan uit je eigen netwerk. Zet HAMVOIP_HTTPS=true, of zet een webproxy ervoor.',
    phones: (count: number) =>
      count === 1
        ? 'Er is een toestel van buiten aangemeld'
        : `Er zijn ${count} toestellen van buiten aangemeld`,
    noPhones: 'Er is nog geen toestel van buiten aangemeld',
    try: 'Test met je telefoon: zet wifi uit zodat hij over mobiele data gaat, meld een extensie aan in een app en bel 9043. Je hoort jezelf. Kijk daarna hier opnieuw.',
    ports: 'Deze poorten moeten open staan',
    portsText: 'In de firewall van de machine, en in de router als die ervoor staat:',
    port: 'Poort',
    protocol: 'Soort',
    use: 'Waarvoor',
    uses: {
      sip: 'aanmelden en bellen',
      sips: 'aanmelden en bellen, versleuteld',
      rtp: 'geluid',
      web: 'deze site',
    },
    doctor: 'Deze opdracht onderzoekt ook de machine zelf:',
  },
  en: {
    checks: 'What we see now',
    subjects: {
      name: 'Where the name leads',
      certificate: 'The certificate',
      web: 'How this site goes',
      phones: 'Phones from outside',
    },
    noName: (domain: string) => `The exchange has no name, only the address ${domain}`,
    noNameDo:
      'Take a domain name, put domain = "tel.example.net" with your name into hamvoip.toml, and start anew. Without a name you get no certificate that phones trust.',
    notLooked: (domain: string) => `Where ${domain} leads cannot be found out now`,
    nowhere: (domain: string) => `${domain} leads nowhere`,
    record: (domain: string, type: string, address: string) =>
      `Add this record to your domain name: ${domain} ${type} ${address}`,
    recordRouter: (domain: string) =>
      `Add this record to your domain name: ${domain} A, with the address of your internet connection.`,
    here: (domain: string) => `${domain} leads to this machine`,
    behindRouter: (domain: string, addresses: string) => `${domain} leads to ${addresses}`,
    behindRouterDo: (own: string) =>
      `This machine has ${own} and stands behind a router. If the other address is that of your internet connection, put it into hamvoip.toml as public-address. Let the router send the ports below to ${own}.`,
    elsewhere: (domain: string, addresses: string) =>
      `${domain} leads to ${addresses}, which is not this machine`,
    certificate: 'The certificate is good and signed by somebody else',
    selfMade: 'The certificate is self-made: phones and browsers warn',
    selfMadeDo:
      'Get a certificate for the name, with certbot for one. Set HAMVOIP_TLS_CERTIFICATE and HAMVOIP_TLS_KEY to the files, and HAMVOIP_HTTPS=true for this site.',
    otherName: (domain: string) => `The certificate is not for ${domain}`,
    otherNameDo: (domain: string) => `Get a certificate for ${domain}.`,
    faulty: 'Something is wrong with the certificate',
    faultyDo: 'System says what. A good certificate is read by itself.',
    noTls: 'TLS is off: everything goes over the internet readably',
    noTlsDo: 'Put sips-port = "5061" into hamvoip.toml and start anew.',
    web: 'This site goes over HTTPS',
    noWeb: 'This site does not go over HTTPS',
    noWebDo:
      'It then takes passwords from your own network only. Set HAMVOIP_HTTPS=true, or put a web proxy in front.',
    phones: (count: number) =>
      count === 1 ? 'One phone is registered from outside' : `${count} phones are registered from outside`,
    noPhones: 'No phone is registered from outside yet',
    try: 'Test with your phone: switch wifi off so that it uses mobile data, register an extension in an app and call 9043. You hear yourself. Then look here again.',
    ports: 'These ports must be open',
    portsText: 'In the firewall of the machine, and in the router where there is one in front of it:',
    port: 'Port',
    protocol: 'Kind',
    use: 'For',
    uses: {
      sip: 'registering and calling',
      sips: 'registering and calling, encrypted',
      rtp: 'sound',
      web: 'this site',
    },
    doctor: 'This command examines the machine itself as well:',
  },
});
