using WeComPolicy.Cli;

return CommandLineHost.Run(args, CliContext.OfProcess());
