import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'router-removed',
  title: 'the router was disabled or moved: its namespace and ports are gone, the route to it stays',
  layouts: bothLayouts,
  expects: 'router-gone',
  inject: ({ a: { router } }) => [
    ['ovs-vsctl', 'del-port', router.qr.device, '--', 'del-port', router.qg.device],
    ['ip', 'netns', 'delete', router.namespace],
  ],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
