using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>A server of someone else's on a loopback port, for as long as a test.</summary>
public sealed class ServerProcess : IDisposable
{
    private const int MostWaits = 200;
    private readonly Process _process;

    private ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>A program on the path, or null.</summary>
    public static string? Find(params string[] names) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(["/usr/sbin", "/usr/local/sbin"]).SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Starts a program and waits until it takes connections.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, given the port that it is to listen on.</param>
    public static ServerProcess Start(string program, Func<int, string[]> arguments)
    {
        int port = FreePort();
        Process process = Process.Start(new ProcessStartInfo(program, arguments(port)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (int waits = 0; waits < MostWaits && !process.HasExited; waits++)
        {
            if (Answers(port))
            {
                return new ServerProcess(process, port);
            }

            Thread.Sleep(50);
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        throw new InvalidOperationException($"{program} did not listen on port {port}.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
