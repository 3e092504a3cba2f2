using WeComPolicy.Engine.Policies.Compiled;

if (args is not [var path])
{
    Console.Error.WriteLine("Usage: WeComPolicy.PackCompiler FILE");
    return 2;
}

File.WriteAllBytes(path, CompiledPackWriter.Write());
return 0;
