using Company.WeCom;

Console.WriteLine($"{Keys.CorpId}: an example of what not to do; it calls nobody.");
