Console.WriteLine("minimagen");
