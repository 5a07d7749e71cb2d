import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const ns = 'ip netns exec qrouter-55aa66bb-77cc-4d8e-9f00-112233445566';
const routes = (...more: readonly string[]) =>
  [
    `${ns} route -n`,
    'Kernel IP routing table',
    'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface',
    ...more,
    '10.70.0.0       0.0.0.0         255.255.255.0   U     0      0        0 qr-5f6e7d8c-9b',
    '198.51.100.0    0.0.0.0         255.255.255.0   U     0      0        0 qg-3b2a1908-f7',
    '',
  ].join('\n');

testCheck(
  'router-default-unset',
  [
    reject('routes that end at the external network', pasted(routes()), {
      summary: /^There is no default route in qrouter-55aa66bb/,
      fix: null,
    }),
    reject(
      'the same of the central part of a distributed router',
      pasted(routes().replace(ns, ns.replace('qrouter-', 'snat-'))),
      { summary: /^There is no default route in snat-55aa66bb/, fix: null },
    ),
    accept(
      'a default route',
      pasted(routes('0.0.0.0         198.51.100.1    0.0.0.0         UG    0      0        0 qg-3b2a1908-f7')),
    ),
    accept('a filtered list', pasted(routes().replace('route -n', 'route -n | grep q'))),
    accept('an excerpt', pasted(routes('...'))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
