namespace ActorMQ.Client.Http;

/// <summary>Reads the address of a node's HTTP port.</summary>
internal static class AdminAddress
{
    public static Uri Parse(string httpBase)
    {
        ArgumentNullException.ThrowIfNull(httpBase);
        string text = httpBase.Contains("://", StringComparison.Ordinal) ? httpBase : $"http://{httpBase}";
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            return address;
        throw ErrorCatalogue.InvalidArgument.With(
            $"The HTTP address \"{httpBase}\" cannot be read.",
            "Give http://host:port, such as http://127.0.0.1:8558.");
    }
}
