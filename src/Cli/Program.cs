using RExecIL.Cli;

return CommandLine.Run(args);
