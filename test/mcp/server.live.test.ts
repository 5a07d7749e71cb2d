import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { mapSchema } from '../../src/report/map/map.ts';
import { reportSchema } from '../../src/report/report.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { faultOf, rawStateOf } from '../support/wizard.ts';

describeLive('the server for assistants, on a host', () => {
  const lab = sharedLab('neutron');

  test('diagnoses and maps it without sending a packet or changing anything', async () => {
    const fault = faultOf('dhcp-no-offer');
    await injectFault(lab(), fault);
    const before = await rawStateOf(lab());
    const [command, ...words] = [...cli, 'lab', 'run', '--name', lab().name, '--', ...cli, 'mcp'];
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command, args: words }));
    const ask = async (name: string, input: Record<string, unknown> = {}): Promise<unknown> => {
      const { content } = (await client.callTool({ name, arguments: input })) as CallToolResult;
      return content.map((part) => JSON.parse(part.type === 'text' ? part.text : ''))[0];
    };
    try {
      const report = reportSchema.parse(await ask('diagnose'));
      expect(report).toMatchObject({ verdict: 'failing', scope: { passive: true }, host: { source: 'local' } });
      expect(report.findings[0]).toMatchObject({ check: fault.expects, cause: 'root' });
      expect(report.traces).toBeUndefined();
      expect(report.probed).toEqual({ dhcp: { sent: 0, answered: 0 }, arp: { sent: 0, answered: 0 } });
      expect(mapSchema.parse(await ask('map')).ports.length).toBeGreaterThan(5);
      expect(await rawStateOf(lab())).toBe(before);
    } finally {
      await client.close();
      await healFault(lab(), fault);
    }
  });
});
