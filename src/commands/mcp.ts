import type { Command } from 'commander';

/** `qdoctor mcp`: a read-only server for assistants. */
export function addMcpCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('mcp')
    .description('serve assistants (Model Context Protocol on standard input and output); read-only, sends nothing')
    .option('--folder <FOLDER>', 'read recordings and captures only below this folder', '.')
    .addHelpText(
      'after',
      `
Tools: diagnose (this host passively, or a recording), explain, map, trace (of a
recording), dhcp (of a capture). Resources: qdoctor://checks/CHECK.
No tool fixes anything, or runs a command of the assistant's choice.

Example, for an assistant's configuration:
  { "command": "qdoctor", "args": ["mcp", "--folder", "/var/tmp/tickets"] }`,
    )
    .action(async ({ folder }: { readonly folder: string }) => {
      // Loaded only now: no other command needs the protocol.
      const [{ StdioServerTransport }, { assistantServer }] = await Promise.all([
        import('@modelcontextprotocol/sdk/server/stdio.js'),
        import('../mcp/server.ts'),
      ]);
      const ending = new AbortController();
      const server = assistantServer({ folder, interrupt: ending.signal });
      const ended = new Promise<void>((resolve) => {
        server.server.onclose = resolve;
      });
      const end = (): void => {
        ending.abort();
        void server.close();
      };
      interrupt.addEventListener('abort', end, { once: true });
      process.stdin.once('end', end).once('close', end);
      await server.connect(new StdioServerTransport());
      await ended;
      process.stdin.destroy();
    });
}
