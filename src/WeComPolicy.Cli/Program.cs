using WeComPolicy.Cli;

RulesAhead.Load(args);
return CommandLineHost.Run(args, CliContext.OfProcess());
