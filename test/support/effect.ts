import type { Lab } from '../../src/lab/lab.ts';

/** Whether the command that shows a fault succeeds. */
export async function isShownBy(lab: Lab, command: string): Promise<boolean> {
  const { a, b, floatingIp } = lab.model;
  const ports = [a.network.dhcpPort.device, b.network.dhcpPort.device];
  const words = [a.router.namespace, ...ports, a.network.dhcpDir, a.network.namespace, floatingIp];
  const end = await lab.run(['sh', '-c', command, 'shown-by', ...words]);
  return end.kind === 'exited' && end.exitCode === 0;
}
