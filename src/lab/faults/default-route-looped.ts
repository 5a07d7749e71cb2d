import { hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const usual = ['default', 'via', hostNic.peer, 'dev', hostNic.device] as const;

const fault: Fault = {
  id: 'default-route-looped',
  title: 'the host has a better default route, via one of its own routers',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'default-route-looped',
  effect: { shownBy: 'ip route show default | grep -q "dev br-ex"' },
  inject: ({ a }) => [
    ['ip', 'route', 'add', ...usual, 'metric', '100'],
    ['ip', 'route', 'replace', 'default', 'via', a.router.qg.address, 'dev', 'br-ex'],
  ],
  heal: ({ a }) => [
    quietly('ip', 'route', 'delete', 'default', 'via', a.router.qg.address, 'dev', 'br-ex'),
    quietly('ip', 'route', 'delete', ...usual, 'metric', '100'),
    ['ip', 'route', 'replace', ...usual],
  ],
};

export default fault;
