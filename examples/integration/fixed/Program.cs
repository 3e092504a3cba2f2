using Company.WeCom;

Console.WriteLine($"{Keys.CorpId}: an example; it calls nobody.");
